import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { saveFile } from '../components/save-file';
import { useTableWindow } from '../components/table-window';
import { FileFailure } from './file-failure';
import { useReasons } from './reasons';
import type { RefusedRow } from './sent-file';
import type { ChosenFile } from './use-import-run';
import '../components/table.css';

interface RefusedRowsProps {
  readonly rows: readonly RefusedRow[];
  /** The file that they are from. */
  readonly chosen: ChosenFile;
}

/** The usual height of a row, in pixels. */
const ROW_HEIGHT = 56;
/** Browsers limit the height of a page. The saved report has all rows. */
const MAX_SHOWN = 100_000;

/** The report of refused rows: the line in the file, and all reasons. It can be saved as a CSV file. */
export function RefusedRows({ rows, chosen }: RefusedRowsProps) {
  const { t } = useTranslation('admin');
  const reasons = useReasons();
  const shown = Math.min(rows.length, MAX_SHOWN);
  const { body, measure, indexes, before, after } = useTableWindow(shown, ROW_HEIGHT);
  const [saving, setSaving] = useState<'running' | { readonly error: unknown }>();
  const save = async () => {
    setSaving('running');
    const { refusedReport } = await import('./refused-report');
    const reasonsOf = (row: RefusedRow) => [reasons.titleOf(row), ...reasons.detailsOf(row)];
    saveFile(await refusedReport(chosen, rows, reasonsOf));
    setSaving(undefined);
  };
  return (
    <>
      <div className="refused-header">
        <h3>{t('imports.refused')}</h3>
        <Button
          isDisabled={saving === 'running'}
          onPress={() => void save().catch((error: unknown) => setSaving({ error }))}
        >
          <Download size={16} aria-hidden /> {t('imports.saveRefused')}
        </Button>
      </div>
      {typeof saving === 'object' && <FileFailure error={saving.error} />}
      {shown < rows.length && <p className="muted">{t('imports.firstRefused', { count: shown, all: rows.length })}</p>}
      <div className="table-scroll">
        <table className="table" aria-rowcount={shown + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{t('imports.line')}</th>
              <th scope="col">{t('imports.reasons')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            <Space height={before} />
            {indexes.map((index) => {
              const row = rows[index];
              return (
                row !== undefined && (
                  <tr key={index} ref={measure} data-index={index} aria-rowindex={index + 2}>
                    <th scope="row" className="number">
                      {row.line}
                    </th>
                    <td>
                      {reasons.titleOf(row)}
                      <ul>
                        {reasons.detailsOf(row).map((detail) => (
                          <li key={detail} className="muted">
                            {detail}
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                )
              );
            })}
            <Space height={after} />
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The place of rows that are not in the document. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="table-space">
      <td colSpan={2} style={{ height }} />
    </tr>
  );
}
