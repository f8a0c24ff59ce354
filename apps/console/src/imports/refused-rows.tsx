import { useTranslation } from 'react-i18next';
import { serviceMessage } from '../i18n/i18n';
import { fieldText } from '../service/failure-text';
import type { RefusedRow } from './sent-file';
import '../components/table.css';

interface RefusedRowsProps {
  readonly rows: readonly RefusedRow[];
  /** The number of all refused rows. */
  readonly all: number;
}

/** The report of refused rows: the line in the file, and all reasons. */
export function RefusedRows({ rows, all }: RefusedRowsProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <h3>{t('imports.refused')}</h3>
      {rows.length < all && <p className="muted">{t('imports.firstRefused', { count: rows.length, all })}</p>}
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('imports.line')}</th>
              <th scope="col">{t('imports.reasons')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <th scope="row" className="number">
                  {row.line}
                </th>
                <td>
                  <Reasons row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Reasons({ row: { problem, message } }: { readonly row: RefusedRow }) {
  const { t, i18n } = useTranslation('admin');
  const { t: texts } = useTranslation();
  if (problem === undefined) return <>{t('imports.unreadable', { message: serviceMessage(message ?? '') })}</>;
  return (
    <>
      {i18n.language === 'en' ? problem.shortEnglish : problem.shortNorwegian}
      <ul>
        {problem.errors?.map((error) => (
          <li key={`${error.path}/${error.message}`} className="muted">
            {fieldText(error, texts)}
          </li>
        ))}
      </ul>
    </>
  );
}
