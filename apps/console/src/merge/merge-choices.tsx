import type { CustomerResponse } from '@profiles/client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Checkbox } from '../components/checkbox';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { useCustomer } from '../profile/use-customer';
import { useSession } from '../session/session-context';
import { CompareTable } from './compare-table';
import type { TakeableField } from './compared-fields';
import { MergeOutcome } from './merge-outcome';
import { MergePreviewText } from './merge-preview-text';
import { useMerge, useMergePreview } from './use-merge';

interface MergeChoicesProps {
  readonly customerNumber: number;
  readonly sourceCustomerNumber: number;
  /** The actions on the choice of the two. */
  readonly actions: ReactNode;
}

/** Both customers of a merge, from the comparison to the result. */
export function MergeChoices({ customerNumber, sourceCustomerNumber, actions }: MergeChoicesProps) {
  const { t } = useTranslation();
  const target = useCustomer(customerNumber);
  const source = useCustomer(sourceCustomerNumber);
  const [isDone, setIsDone] = useState(false);
  if (isDone) return <MergeOutcome input={{ customerNumber, sourceCustomerNumber }} />;
  const failed = [target, source].find(({ error }) => error !== null);
  return (
    <>
      {actions}
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      {target.data !== undefined && source.data !== undefined && (
        <Choices
          target={target.data.customer}
          source={source.data.customer}
          parties={{ customerNumber, sourceCustomerNumber }}
          onDone={() => setIsDone(true)}
        />
      )}
      {failed === undefined && (target.data === undefined || source.data === undefined) && (
        <p role="status">{t('app.loading')}</p>
      )}
    </>
  );
}

interface ChoicesProps {
  readonly target: CustomerResponse;
  readonly source: CustomerResponse;
  readonly parties: { readonly customerNumber: number; readonly sourceCustomerNumber: number };
  readonly onDone: () => void;
}

function Choices({ target, source, parties, onDone }: ChoicesProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [take, setTake] = useState<readonly TakeableField[]>([]);
  const [fillBlanks, setFillBlanks] = useState(true);
  const input = { ...parties, fillBlanks, take: [...take] };
  const { data: preview, error, refetch, isFetching } = useMergePreview(input);
  const merge = useMerge();
  const isPossible = preview?.outcome === 'possible';
  const mayMerge =
    preview !== undefined && may(preview.operation === 'merge-profiles' ? 'profiles.merge' : 'profiles.connect');
  return (
    <>
      <Panel title={t('merge.compare')}>
        <CompareTable target={target} source={source} take={take} onTake={setTake} />
        <Checkbox label={t('merge.fillBlanks')} isSelected={fillBlanks} onChange={setFillBlanks} />
      </Panel>
      <Panel title={t('merge.preview')}>
        {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
        {preview === undefined && error === null && <p role="status">{t('app.loading')}</p>}
        {preview !== undefined && error === null && <MergePreviewText preview={preview} />}
        {merge.error !== null && <Failure error={merge.error} isWrite />}
        {isPossible && mayMerge && error === null && (
          <div className="form-actions">
            <Button
              variant="primary"
              isDisabled={isFetching || merge.isPending}
              onPress={() => merge.mutate({ input, operation: preview.operation }, { onSuccess: onDone })}
            >
              {t('merge.confirm')}
            </Button>
          </div>
        )}
      </Panel>
    </>
  );
}
