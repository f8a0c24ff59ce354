import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../components/checkbox';
import { StatusBadge } from '../components/status-badge';
import { nameOf } from '../profile/customer-texts';
import { useFieldText } from '../profile/use-field-text';
import { type ComparedField, comparedFields, type TakeableField } from './compared-fields';
import '../components/table.css';

interface CompareTableProps {
  readonly target: CustomerResponse;
  readonly source: CustomerResponse;
  /** The fields that are taken from the source. */
  readonly take: readonly TakeableField[];
  readonly onTake: (take: readonly TakeableField[]) => void;
}

/** The two customers field by field, with the choice of what is taken over. */
export function CompareTable({ target, source, take, onTake }: CompareTableProps) {
  const { t } = useTranslation();
  const textOf = useFieldText();
  const shown = ({ field }: ComparedField, value: string | undefined) =>
    value === undefined ? t('merge.empty') : textOf(field, value);
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('merge.field')}</th>
            <PartyHeading label={t('merge.stays')} customer={target} />
            <PartyHeading label={t('merge.mergedIn')} customer={source} />
          </tr>
        </thead>
        <tbody>
          {comparedFields(target, source).map((row) => {
            const name = t(`field.${row.label}`);
            const isTaken = take.includes(row.field);
            return (
              <tr key={row.field}>
                <th scope="row">{name}</th>
                <td>{isTaken ? <del>{shown(row, row.target)}</del> : shown(row, row.target)}</td>
                <td>
                  <div>{isTaken ? <strong>{shown(row, row.source)}</strong> : shown(row, row.source)}</div>
                  {row.canTake && (
                    <Checkbox
                      label={t('merge.take')}
                      longLabel={t('merge.takeField', { field: name })}
                      isSelected={isTaken}
                      onChange={(isSelected) =>
                        onTake(isSelected ? [...take, row.field] : take.filter((field) => field !== row.field))
                      }
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PartyHeading({ label, customer }: { readonly label: string; readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  return (
    <th scope="col">
      {label}
      <div className="merge-party">
        {nameOf(customer, t)} <StatusBadge customer={customer} />
      </div>
      <div className="number">{customer.customerNumber}</div>
    </th>
  );
}
