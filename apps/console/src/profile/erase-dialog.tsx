import type { CustomerResponse } from '@profiles/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConsoleDialog } from '../components/dialog';
import { Failure } from '../components/failure';
import { TextInput } from '../components/text-input';
import { useActor, useService } from '../service/service-context';
import { nameOf } from './customer-texts';
import { erasureKey } from './use-customer';

/** The proof of an erasure: the same that the service keeps of it. */
export interface Proof {
  readonly customerNumber: number;
  readonly requester: string;
  readonly at: string;
  /** The correlation id of the call. */
  readonly reference: string;
  /** The service was asked for the customer again, and had none. */
  readonly isVerified: boolean;
}

interface EraseDialogProps {
  readonly customer: CustomerResponse;
  readonly onErased: (proof: Proof) => void;
  readonly onClose: () => void;
}

/** Erases a customer after its number has been typed. */
export function EraseDialog({ customer, onErased, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const { customerNumber } = customer;
  const { mutate, isPending, error } = useErase(customerNumber);
  const [typed, setTyped] = useState('');
  const isConfirmed = typed.trim() === String(customerNumber);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) mutate(undefined, { onSuccess: onErased });
  };
  return (
    <ConsoleDialog isOpen title={t('privacy.eraseTitle', { name: nameOf(customer, t) })} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p>{t('privacy.eraseText')}</p>
        <TextInput
          label={t('privacy.eraseLabel', { number: customerNumber })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          inputMode="numeric"
          autoFocus
        />
        {error !== null && <Failure error={error} isWrite />}
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="danger" isDisabled={!isConfirmed || isPending}>
            {t('privacy.erase')}
          </Button>
        </div>
      </form>
    </ConsoleDialog>
  );
}

function useErase(customerNumber: number) {
  const api = useService();
  const actor = useActor();
  return useMutation({
    mutationKey: erasureKey(customerNumber),
    mutationFn: async (): Promise<Proof> => {
      const reference = crypto.randomUUID();
      await api.profiles.erase({ customerNumber }, { ...actor, correlationId: reference });
      const at = new Date().toISOString();
      const isVerified = await api.profiles.resolve({ customerNumbers: [customerNumber] }).then(
        ([outcome]) => outcome?.outcome === 'unknown',
        () => false,
      );
      return { customerNumber, requester: actor.changedBy, at, reference, isVerified };
    },
  });
}
