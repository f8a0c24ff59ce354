import { useTranslation } from 'react-i18next';
import { failureText, isUnreachable } from '../service/failure-text';
import { Button } from './button';
import { Message } from './message';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** The call was a write: without a response it is not certain that it had no effect. @defaultValue false */
  readonly isWrite?: boolean;
  /** The level of its heading: 1 in the place of a page. @defaultValue 2 */
  readonly level?: 1 | 2;
}

/** Says why a call failed, what helps, and how to try again. Screen readers read it when it appears. */
export function Failure({ error, onRetry, isWrite = false, level = 2 }: FailureProps) {
  const { t, i18n } = useTranslation();
  const { title, help, fields, reference } = failureText(error, t, i18n.language);
  return (
    <div role="alert">
      <Message title={title} tone="danger" level={level}>
        {isWrite && isUnreachable(error) ? <p>{t('failure.networkWriteHelp')}</p> : help !== '' && <p>{help}</p>}
        {fields.length > 0 && (
          <ul>
            {fields.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        )}
        {onRetry !== undefined && <Button onPress={onRetry}>{t('action.retry')}</Button>}
        {reference !== undefined && <p className="muted">{t('failure.reference', { id: reference })}</p>}
      </Message>
    </div>
  );
}
