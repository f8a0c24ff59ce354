import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { useActor, useService } from '../service/service-context';
import { WEBHOOKS_KEY } from './use-webhooks';

interface TestButtonProps {
  readonly webhookId: string;
  readonly name: string;
}

/** Sends a test event, then opens the deliveries, where the answer of the receiver appears. */
export function TestButton({ webhookId, name }: TestButtonProps) {
  const { t } = useTranslation('admin');
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const test = useMutation({
    mutationFn: () => api.webhooks.test({ webhookId }, actor),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: WEBHOOKS_KEY });
      await navigate({ to: '/admin/webhooks/$webhookId', params: { webhookId } });
    },
  });
  return (
    <>
      <Button
        variant="quiet"
        isDisabled={test.isPending}
        aria-label={`${t('webhooks.test')}: ${name}`}
        onPress={() => test.mutate()}
      >
        {t('webhooks.test')}
      </Button>
      {test.error !== null && <Failure error={test.error} isWrite />}
    </>
  );
}
