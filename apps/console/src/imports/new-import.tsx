import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Choice } from '../components/choice';
import { ConfirmButton } from '../components/confirm-button';
import { Panel } from '../components/panel';
import { FilePicker } from './file-picker';
import { RunReport } from './run-report';
import { type ImportSettings, useImportRun } from './use-import-run';
import '../components/text-input.css';

const ON_EXISTING = ['refuse', 'skip', 'update'] as const satisfies readonly ImportSettings['onExisting'][];
const EVENTS = ['each', 'none'] as const satisfies readonly ImportSettings['events'][];

/** Imports a file: choose it, try it, look at what is refused, then run it. */
export function NewImport() {
  const { t } = useTranslation('admin');
  const [file, setFile] = useState<File>();
  const [settings, setSettings] = useState<ImportSettings>({ onExisting: 'refuse', events: 'each' });
  const { run, start, stop, reset } = useImportRun();
  const change = (next: Partial<ImportSettings>) => {
    reset();
    setSettings({ ...settings, ...next });
  };
  const pick = (next: File) => {
    reset();
    setFile(next);
  };
  const isRunning = run?.isRunning === true;
  const isTried = run?.dryRun && !isRunning && run.sent?.progress === 1;
  return (
    <Panel title={t('imports.new')}>
      <div className="form">
        <FilePicker file={file} isDisabled={isRunning} onPick={pick} />
        <div className="form-fields">
          <Choice
            label={t('imports.onExisting')}
            options={ON_EXISTING.map((id) => ({ id, label: t(`imports.existing.${id}`) }))}
            value={settings.onExisting}
            onChange={(value) => change({ onExisting: ON_EXISTING.find((id) => id === value) ?? 'refuse' })}
          />
          <Choice
            label={t('imports.events')}
            options={EVENTS.map((id) => ({
              id,
              label: t(id === 'each' ? 'imports.eventsEach' : 'imports.eventsNone'),
            }))}
            value={settings.events}
            onChange={(value) => change({ events: EVENTS.find((id) => id === value) ?? 'each' })}
          />
        </div>
        {file !== undefined && !isRunning && (
          <div className="form-actions">
            <Button variant={isTried ? 'secondary' : 'primary'} onPress={() => void start(file, settings, true)}>
              {t('imports.try')}
            </Button>
            {isTried && (
              <ConfirmButton
                variant="primary"
                tone="primary"
                label={t('imports.run')}
                title={t('imports.runTitle', { name: file.name })}
                text={t('imports.runText')}
                onConfirm={async () => void start(file, settings, false)}
              />
            )}
          </div>
        )}
        {run !== undefined && <RunReport run={run} onStop={stop} />}
      </div>
    </Panel>
  );
}
