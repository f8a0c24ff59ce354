import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { useSession } from '../session/session-context';
import { type MergeInput, useUnmerge } from './use-merge';

/** The result of a merge, which can be undone from here. */
export function MergeOutcome({ input }: { readonly input: MergeInput }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const unmerge = useUnmerge();
  const { customerNumber: target, sourceCustomerNumber: source } = input;
  const params = { customerNumber: String(target) };
  return (
    <div role="status">
      <Message
        title={unmerge.isSuccess ? t('merge.undone') : t('merge.done', { source, target })}
        tone="success"
        level={2}
      >
        {unmerge.isSuccess && <p>{t('merge.undoneHelp')}</p>}
        {unmerge.error !== null && <Failure error={unmerge.error} isWrite />}
        <div className="form-actions">
          <Link to="/customers/$customerNumber" params={params} className="button button-primary">
            {t('merge.open')}
          </Link>
          {!unmerge.isSuccess && may('profiles.unmerge') && (
            <Button isDisabled={unmerge.isPending} onPress={() => unmerge.mutate(input)}>
              {t('merge.undo')}
            </Button>
          )}
          <Link to="/duplicates" className="button button-secondary">
            {t('merge.toDuplicates')}
          </Link>
        </div>
      </Message>
    </div>
  );
}
