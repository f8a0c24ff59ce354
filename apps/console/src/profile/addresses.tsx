import type { CustomerResponse } from '@profiles/client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../components/confirm-button';
import { EditButton } from '../components/edit-button';
import { FieldsForm } from '../components/fields-form';
import { ListPanel } from '../components/list-panel';
import { useSession } from '../session/session-context';
import { useChange } from './use-change';

type Address = NonNullable<CustomerResponse['postalAddresses']>[number];

const TYPES = ['P', 'I', 'S'] as const;

/** The postal addresses of a customer. */
export function Addresses({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <ListPanel
      title={t('addresses.title')}
      addLabel={t('addresses.add')}
      canAdd={may('postalAddresses.add') && customer.status !== 'D'}
      form={(onClose) => <AddressForm customer={customer} onClose={onClose} />}
    >
      {(customer.postalAddresses ?? []).map((address) => (
        <AddressItem key={address.id} customer={customer} address={address} />
      ))}
    </ListPanel>
  );
}

function AddressItem({ customer, address }: { readonly customer: CustomerResponse; readonly address: Address }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  const { customerNumber } = customer;
  const change = useChange();
  if (isEditing) {
    return (
      <li>
        <AddressForm customer={customer} address={address} onClose={() => setIsEditing(false)} />
      </li>
    );
  }
  const line = [address.addressLine1, address.addressLine2].filter(Boolean).join(', ');
  const place = `${address.postCode} ${address.town}`;
  return (
    <li>
      <div className="list-main">
        {line !== '' && <div>{line}</div>}
        <div className="number">{place}</div>
        <div className="muted">
          {t(`addresses.type.${address.typeOfAddress}`)} · {address.countryCode}
        </div>
      </div>
      <div className="list-actions">
        {may('postalAddresses.update') && <EditButton of={place} onPress={() => setIsEditing(true)} />}
        {may('postalAddresses.delete') && (
          <ConfirmButton
            label={t('action.remove')}
            of={place}
            icon={<Trash2 size={16} aria-hidden />}
            title={t('addresses.removeTitle')}
            text={[line, place].filter(Boolean).join(', ')}
            onConfirm={() =>
              change((api, actor) => api.postalAddresses.delete({ customerNumber, postalAddressId: address.id }, actor))
            }
          />
        )}
      </div>
    </li>
  );
}

interface AddressFormProps {
  readonly customer: CustomerResponse;
  /** The address to change; a new one without. */
  readonly address?: Address;
  readonly onClose: () => void;
}

function AddressForm({ customer: { customerNumber }, address, onClose }: AddressFormProps) {
  const { t } = useTranslation();
  const change = useChange();
  const save = (values: Readonly<Record<string, string>>) => {
    const input = {
      customerNumber,
      addressLine1: values['addressLine1'] || null,
      addressLine2: values['addressLine2'] || null,
      postCode: values['postCode'] ?? '',
      town: values['town'] ?? '',
      countryCode: values['countryCode'] || null,
      typeOfAddress: TYPES.find((type) => type === values['typeOfAddress']) ?? 'P',
    };
    return change<unknown>((api, actor) =>
      address === undefined
        ? api.postalAddresses.add(input, actor)
        : api.postalAddresses.update({ ...input, postalAddressId: address.id }, actor),
    );
  };
  return (
    <FieldsForm
      fields={[
        { name: 'addressLine1', label: t('addresses.addressLine1') },
        { name: 'addressLine2', label: t('addresses.addressLine2') },
        { name: 'postCode', label: t('addresses.postCode'), isRequired: true },
        { name: 'town', label: t('addresses.town'), isRequired: true },
        { name: 'countryCode', label: t('addresses.countryCode'), hint: t('addresses.countryHint') },
        {
          name: 'typeOfAddress',
          label: t('addresses.typeLabel'),
          options: TYPES.map((id) => ({ id, label: t(`addresses.type.${id}`) })),
        },
      ]}
      initial={{
        addressLine1: address?.addressLine1 ?? '',
        addressLine2: address?.addressLine2 ?? '',
        postCode: address?.postCode ?? '',
        town: address?.town ?? '',
        countryCode: address?.countryCode ?? 'NOR',
        typeOfAddress: address?.typeOfAddress ?? 'P',
      }}
      onSave={save}
      onClose={onClose}
    />
  );
}
