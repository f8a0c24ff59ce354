import { Label, ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Message } from '../components/message';
import { CountsText } from './counts-text';
import { FileFailure } from './file-failure';
import { RefusedRows } from './refused-rows';
import type { ChosenFile, ImportRun } from './use-import-run';
import './imports.css';

interface RunReportProps {
  readonly run: ImportRun;
  /** The file that is sent. */
  readonly chosen: ChosenFile;
  readonly onStop: () => void;
}

/** How far a run is, or what became of it. */
export function RunReport({ run: { dryRun, sent, isRunning, error }, chosen, onStop }: RunReportProps) {
  const { t } = useTranslation(['admin', 'translation']);
  const isDone = !isRunning && sent?.progress === 1;
  const isStopped = !isRunning && !isDone && error === undefined;
  return (
    <>
      {isRunning && (
        <>
          <ProgressBar className="progress" value={100 * (sent?.progress ?? 0)}>
            {({ percentage = 0, valueText }) => (
              <>
                <Label>{t(dryRun ? 'imports.trying' : 'imports.running')}</Label>
                <span className="number">{valueText}</span>
                <div className="progress-track">
                  <div className="progress-bar" style={{ width: `${percentage}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
          <div className="form-actions">
            <Button onPress={onStop}>{t('imports.stop')}</Button>
          </div>
        </>
      )}
      <div role="status">
        {isStopped && <Message title={t('imports.stopped')} tone="warning" level={3} />}
        {isDone && (
          <Message
            title={t(dryRun ? 'imports.tried' : 'imports.done')}
            tone={sent.counts.refused > 0 ? 'warning' : 'success'}
            level={3}
          >
            <p>
              <CountsText counts={sent.counts} />
            </p>
            {dryRun && <p>{t('imports.triedHelp')}</p>}
          </Message>
        )}
      </div>
      {error !== undefined && <FileFailure error={error} />}
      {sent !== undefined && sent.refused.length > 0 && <RefusedRows rows={sent.refused} chosen={chosen} />}
    </>
  );
}
