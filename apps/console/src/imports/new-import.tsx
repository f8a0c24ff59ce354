import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Choice } from '../components/choice';
import { ConfirmButton } from '../components/confirm-button';
import { Panel } from '../components/panel';
import { ColumnMapping } from './column-mapping';
import { CrmChoice } from './crm-choice';
import { FileFailure } from './file-failure';
import { FilePicker } from './file-picker';
import type { CsvReading } from './file-row';
import { RunReport } from './run-report';
import { useChosenFile } from './use-chosen-file';
import { type ImportSettings, useImportRun } from './use-import-run';
import '../components/text-input.css';

const ON_EXISTING = ['refuse', 'skip', 'update'] as const satisfies readonly ImportSettings['onExisting'][];
const EVENTS = ['each', 'none'] as const satisfies readonly ImportSettings['events'][];

/** Imports a file: choose it, say what its columns are, try it, look at what is refused, then run it. */
export function NewImport() {
  const { t } = useTranslation('admin');
  const { chosen, file, targets, error, pick, setReading } = useChosenFile();
  const [settings, setSettings] = useState<ImportSettings>({ onExisting: 'refuse', events: 'each' });
  const { run, start, stop, reset } = useImportRun();
  const change = (next: Partial<ImportSettings>) => {
    reset();
    setSettings({ ...settings, ...next });
  };
  const read = (next: CsvReading) => {
    reset();
    setReading(next);
  };
  const isRunning = run?.isRunning === true;
  const isTried = run?.dryRun && !isRunning && run.sent?.progress === 1;
  const reading = chosen?.reading;
  return (
    <Panel title={t('imports.new')}>
      <div className="form">
        <FilePicker
          file={file}
          isDisabled={isRunning}
          onPick={(next) => {
            reset();
            pick(next);
          }}
        />
        {error !== undefined && <FileFailure error={error} />}
        {reading?.format === 'csv' && !isRunning && reading.crm !== undefined && (
          <CrmChoice crm={reading.crm} onChange={(crm) => read({ ...reading, crm })} />
        )}
        {reading?.format === 'csv' && !isRunning && !reading.crm?.isUsed && (
          <ColumnMapping
            reading={reading}
            targets={targets}
            onChange={(chosenTargets) => read({ ...reading, targets: chosenTargets })}
          />
        )}
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
        {chosen !== undefined && !isRunning && (
          <div className="form-actions">
            <Button variant={isTried ? 'secondary' : 'primary'} onPress={() => void start(chosen, settings, true)}>
              {t('imports.try')}
            </Button>
            {isTried && (
              <ConfirmButton
                variant="primary"
                tone="primary"
                label={t('imports.run')}
                title={t('imports.runTitle', { name: chosen.file.name })}
                text={t('imports.runText')}
                onConfirm={async () => void start(chosen, settings, false)}
              />
            )}
          </div>
        )}
        {run !== undefined && chosen !== undefined && <RunReport run={run} chosen={chosen} onStop={stop} />}
      </div>
    </Panel>
  );
}
