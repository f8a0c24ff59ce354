import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { serviceMessage } from '../i18n/i18n';
import { UnreadableFileError } from './file-text';

/** The errors that the CSV readers throw about a file as a whole. The classes are in a part that is loaded later. */
const OF_CSV = ['InvalidHeaderError', 'InvalidEncodingError'];

/** Why a file cannot be imported further: the file itself, or a call that failed. */
export function FileFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('admin');
  const isUnreadable = error instanceof UnreadableFileError;
  if (!isUnreadable && !(error instanceof Error && OF_CSV.includes(error.name)))
    return <Failure error={error} isWrite />;
  return (
    <div role="alert">
      <Message title={t(isUnreadable ? 'imports.notText' : 'imports.notReadable')} tone="danger" level={3}>
        {!isUnreadable && <p>{serviceMessage(error.message)}</p>}
      </Message>
    </div>
  );
}
