import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { CustomerPicker } from '../components/customer-picker';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { StatusBadge } from '../components/status-badge';
import { nameOf } from '../profile/customer-texts';
import { useCustomer } from '../profile/use-customer';
import { MergeChoices } from './merge-choices';
import type { MergeSearch } from './merge-search';
import './merge-page.css';

/** The merge wizard: pick two customers, compare them, choose, look at what will happen, merge, undo. */
export function MergePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { customer, source }: MergeSearch = useSearch({ strict: false });
  const go = (search: MergeSearch) => void navigate({ to: '/merge', search });
  return (
    <div className="page">
      <h1>{t('merge.title')}</h1>
      {customer === undefined && (
        <Panel title={t('merge.stays')}>
          <CustomerPicker
            label={t('merge.pickTarget')}
            except={source ?? 0}
            picked={undefined}
            onPick={(picked) => go({ customer: picked, ...(source !== undefined && { source }) })}
          />
        </Panel>
      )}
      {customer !== undefined && source === undefined && (
        <>
          <Party customerNumber={customer} onDrop={() => go({})} />
          <Panel title={t('merge.mergedIn')}>
            <CustomerPicker
              label={t('merge.pickSource')}
              except={customer}
              picked={undefined}
              onPick={(picked) => go({ customer, source: picked })}
            />
          </Panel>
        </>
      )}
      {customer !== undefined && source !== undefined && (
        <MergeChoices
          key={`${customer}/${source}`}
          customerNumber={customer}
          sourceCustomerNumber={source}
          actions={
            <div className="form-actions">
              <Button onPress={() => go({ customer: source, source: customer })}>
                <ArrowLeftRight size={16} aria-hidden /> {t('merge.swap')}
              </Button>
              <Button onPress={() => go({ customer })}>{t('merge.pickAnother')}</Button>
            </div>
          }
        />
      )}
    </div>
  );
}

interface PartyProps {
  readonly customerNumber: number;
  readonly onDrop: () => void;
}

/** The customer who stays, until the other one is picked. */
function Party({ customerNumber, onDrop }: PartyProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCustomer(customerNumber);
  return (
    <Panel
      title={t('merge.stays')}
      actions={
        <Button variant="quiet" onPress={onDrop}>
          {t('merge.pickAnother')}
        </Button>
      }
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <p>
        {data !== undefined && (
          <>
            <strong>{nameOf(data.customer, t)}</strong> <StatusBadge customer={data.customer} />{' '}
          </>
        )}
        <span className="muted number">{customerNumber}</span>
      </p>
    </Panel>
  );
}
