import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { FieldsForm } from '../components/fields-form';
import { ListPanel } from '../components/list-panel';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { useChange } from './use-change';

/** The personnel tickets of a customer. */
export function Tickets({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { may } = useSession();
  const { customerNumber, status, personnelTickets = [] } = customer;
  const change = useChange();
  const save = (values: Readonly<Record<string, string>>) =>
    change((api, actor) =>
      api.personnelTickets.add(
        {
          customerNumber,
          ticketRightOwner: values['ticketRightOwner'] ?? '',
          ticketRightBearer: values['ticketRightBearer'] ?? '',
          ticketHolderCode: values['ticketHolderCode'] ?? '',
          // A ticket is valid on whole days, in the time zone of the device.
          validFrom: new Date(`${values['validFrom']}T00:00:00`).toISOString(),
          validTo: new Date(`${values['validTo']}T23:59:59.999`).toISOString(),
        },
        actor,
      ),
    );
  return (
    <ListPanel
      title={t('tickets.title')}
      addLabel={t('tickets.add')}
      canAdd={may('personnelTickets.add') && status !== 'D'}
      form={(onClose) => (
        <FieldsForm
          fields={[
            { name: 'ticketRightOwner', label: t('tickets.owner'), isRequired: true },
            { name: 'ticketRightBearer', label: t('tickets.bearer'), isRequired: true },
            { name: 'ticketHolderCode', label: t('tickets.code'), isRequired: true },
            { name: 'validFrom', label: t('tickets.from'), type: 'date', isRequired: true },
            { name: 'validTo', label: t('tickets.to'), type: 'date', isRequired: true },
          ]}
          onSave={save}
          onClose={onClose}
        />
      )}
    >
      {personnelTickets.map(({ id, ticketRightOwner, ticketRightBearer, ticketHolderCode, validFrom, validTo }) => (
        <li key={id}>
          <div className="list-main">
            {ticketRightOwner} · {ticketRightBearer} · {ticketHolderCode}
            <div className="muted">{t('tickets.valid', { from: day(validFrom), to: day(validTo) })}</div>
          </div>
        </li>
      ))}
    </ListPanel>
  );
}
