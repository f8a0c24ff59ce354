import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { saveFile } from '../components/save-file';
import { useTableWindow } from '../components/table-window';
import { useReasons } from './reasons';
import type { RefusedRow } from './sent-file';
import '../components/table.css';

interface RefusedRowsProps {
  readonly rows: readonly RefusedRow[];
  /** The number of all refused rows. */
  readonly all: number;
  /** The delimiter of the file, which the report has too. @defaultValue semicolon */
  readonly delimiter: string | undefined;
}

/** The usual height of a row, in pixels. */
const ROW_HEIGHT = 56;

/** The report of refused rows: the line in the file, and all reasons. It can be saved as a CSV file. */
export function RefusedRows({ rows, all, delimiter }: RefusedRowsProps) {
  const { t } = useTranslation('admin');
  const reasons = useReasons();
  const { body, measure, indexes, before, after } = useTableWindow(rows.length, ROW_HEIGHT);
  const save = async () => {
    const { reportOf } = await import('./csv');
    const reasonsOf = (row: RefusedRow) => [reasons.titleOf(row), ...reasons.detailsOf(row)];
    saveFile(reportOf(rows, reasonsOf, delimiter));
  };
  return (
    <>
      <div className="refused-header">
        <h3>{t('imports.refused')}</h3>
        <Button onPress={() => void save()}>
          <Download size={16} aria-hidden /> {t('imports.saveRefused')}
        </Button>
      </div>
      {rows.length < all && <p className="muted">{t('imports.firstRefused', { count: rows.length, all })}</p>}
      <div className="table-scroll">
        <table className="table" aria-rowcount={rows.length + 1}>
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
