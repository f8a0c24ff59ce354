import type { CustomerResponse } from '@profiles/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { CustomerPicker } from '../components/customer-picker';
import { ConsoleDialog } from '../components/dialog';
import { Failure } from '../components/failure';
import { cardOf, nameOf } from './customer-texts';

interface TransferDialogProps {
  /** The owner of the card now. */
  readonly customer: CustomerResponse;
  readonly digits: string;
  readonly onMove: (target: number) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Moves a card to another customer of the organisation. */
export function TransferDialog({ customer, digits, onMove, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<number>();
  const [isMoving, setIsMoving] = useState(false);
  const [error, setError] = useState<unknown>();
  const move = () => {
    if (target === undefined) return;
    setIsMoving(true);
    onMove(target).then(onClose, (reason: unknown) => {
      setError(reason);
      setIsMoving(false);
    });
  };
  return (
    <ConsoleDialog isOpen title={t('cards.moveTitle', { card: cardOf(digits) })} onClose={onClose}>
      <p>{t('cards.moveText', { name: nameOf(customer, t) })}</p>
      <CustomerPicker label={t('cards.newOwner')} except={customer.customerNumber} picked={target} onPick={setTarget} />
      {error !== undefined && <Failure error={error} isWrite />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button variant="primary" isDisabled={target === undefined || isMoving} onPress={move}>
          {t('cards.move')}
        </Button>
      </div>
    </ConsoleDialog>
  );
}
