import type { CustomerResponse } from '@profiles/client';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConfirmButton } from '../components/confirm-button';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { saveFile } from '../components/save-file';
import { useActor, useService } from '../service/service-context';
import { useSession } from '../session/session-context';
import { EraseDialog, type Proof } from './erase-dialog';
import { exportedPages } from './exported-pages';
import { useChange } from './use-change';

interface PrivacyProps {
  readonly customer: CustomerResponse;
  readonly onErased: (proof: Proof) => void;
}

/** Export, deactivation and erasure, as far as the token may do them. */
export function Privacy({ customer, onErased }: PrivacyProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [isErasing, setIsErasing] = useState(false);
  const { customerNumber, status } = customer;
  const change = useChange();
  const canExport = may('profiles.export');
  const canDeactivate = may('profiles.deactivate') && status === 'A';
  const canRestore = may('profiles.restore') && status === 'D';
  const canErase = may('profiles.erase');
  if (!canExport && !canDeactivate && !canRestore && !canErase) return null;
  return (
    <Panel title={t('privacy.title')}>
      <div className="form-actions">
        {canExport && <ExportButton customerNumber={customerNumber} />}
        {canDeactivate && (
          <ConfirmButton
            variant="secondary"
            label={t('privacy.deactivate')}
            title={t('privacy.deactivateTitle')}
            text={t('privacy.deactivateText')}
            onConfirm={() => change((api, actor) => api.profiles.deactivate({ customerNumber }, actor))}
          />
        )}
        {canRestore && (
          <ConfirmButton
            variant="secondary"
            label={t('privacy.restore')}
            title={t('privacy.restoreTitle')}
            text={t('privacy.restoreText')}
            onConfirm={() => change((api, actor) => api.profiles.restore({ customerNumber }, actor))}
          />
        )}
        {canErase && (
          <Button variant="danger" onPress={() => setIsErasing(true)}>
            {t('privacy.erase')}
          </Button>
        )}
      </div>
      {isErasing && <EraseDialog customer={customer} onErased={onErased} onClose={() => setIsErasing(false)} />}
    </Panel>
  );
}

function ExportButton({ customerNumber }: { readonly customerNumber: number }) {
  const { t } = useTranslation();
  const api = useService();
  const actor = useActor();
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async () => {
    setIsRunning(true);
    setError(undefined);
    try {
      saveFile(exportFile(await exportedPages(api, customerNumber, actor), `customer-${customerNumber}.json`));
    } catch (reason) {
      setError(reason);
    } finally {
      setIsRunning(false);
    }
  };
  return (
    <>
      <Button isDisabled={isRunning} onPress={() => void run()}>
        <Download size={16} aria-hidden /> {t('privacy.export')}
      </Button>
      {error !== undefined && <Failure error={error} onRetry={() => void run()} />}
    </>
  );
}

function exportFile(pages: readonly unknown[], name: string): File {
  const content = JSON.stringify(pages.length === 1 ? pages[0] : pages, null, 2);
  return new File([content], name, { type: 'application/json' });
}
