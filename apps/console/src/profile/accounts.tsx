import type { CustomerResponse } from '@profiles/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditButton } from '../components/edit-button';
import { FieldsForm } from '../components/fields-form';
import { ListPanel } from '../components/list-panel';
import { useSession } from '../session/session-context';
import { useChange } from './use-change';

type Account = NonNullable<CustomerResponse['customerAccounts']>[number];

/** The accounts of account based ticketing. */
export function Accounts({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { customerNumber, status, customerAccounts = [] } = customer;
  const change = useChange();
  return (
    <ListPanel
      title={t('accounts.title')}
      addLabel={t('accounts.add')}
      canAdd={may('customerAccounts.add') && status !== 'D'}
      form={(onClose) => (
        <FieldsForm
          fields={[
            { name: 'accountId', label: t('accounts.id'), isRequired: true },
            { name: 'name', label: t('accounts.name') },
          ]}
          onSave={({ accountId = '', name = '' }) =>
            change((api, actor) =>
              api.customerAccounts.add({ customerNumber, accountId, ...(name !== '' && { name }) }, actor),
            )
          }
          onClose={onClose}
        />
      )}
    >
      {customerAccounts.map((account) => (
        <AccountItem key={account.accountId} customerNumber={customerNumber} account={account} />
      ))}
    </ListPanel>
  );
}

function AccountItem({ customerNumber, account }: { readonly customerNumber: number; readonly account: Account }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  const change = useChange();
  const { accountId, name } = account;
  if (isEditing) {
    return (
      <li>
        <FieldsForm
          fields={[{ name: 'name', label: t('accounts.name'), isRequired: true }]}
          initial={{ name: name ?? '' }}
          onSave={(values) =>
            change((api, actor) =>
              api.customerAccounts.update({ customerNumber, accountId, name: values['name'] ?? '' }, actor),
            )
          }
          onClose={() => setIsEditing(false)}
        />
      </li>
    );
  }
  return (
    <li>
      <div className="list-main">
        {name ?? accountId} {name !== undefined && <div className="muted number">{accountId}</div>}
      </div>
      {may('customerAccounts.update') && <EditButton of={accountId} onPress={() => setIsEditing(true)} />}
    </li>
  );
}
