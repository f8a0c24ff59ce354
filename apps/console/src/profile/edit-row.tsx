import type { TFunction } from 'i18next';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditButton } from '../components/edit-button';
import { InlineForm } from '../components/inline-form';
import { TextInput } from '../components/text-input';
import { useSession } from '../session/session-context';
import { ConflictDialog } from './conflict-dialog';
import { type Draft, draftOf, type EditableName, type EditableRow } from './master-fields';
import type { LoadedCustomer } from './use-customer';
import { type Conflict, usePatch } from './use-patch';

interface EditRowProps {
  readonly row: EditableRow;
  readonly loaded: LoadedCustomer;
  /** The value as it is shown. */
  readonly children: ReactNode;
}

const INPUT_TYPE: Partial<Record<EditableName, 'email' | 'tel' | 'date'>> = {
  email: 'email',
  telephoneNumberNoCountryCode: 'tel',
  landlineNumber: 'tel',
  dateOfBirth: 'date',
};

/** The hint where the page shows a name, and the field takes its code. */
function hintFor(name: EditableName, t: TFunction): { readonly hint?: string } {
  if (name === 'nationality') return { hint: t('addresses.countryHint') };
  return name === 'languagePreferenceISO6393' ? { hint: t('field.languageHint') } : {};
}

/** One row of the customer's data, edited in place: Enter saves, Escape leaves it as it was. */
export function EditRow({ row, loaded, children }: EditRowProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [base, setBase] = useState<LoadedCustomer>();
  const button = useRef<HTMLButtonElement>(null);
  const label = t(`field.${row.label}`);
  const canEdit = may('profiles.patch') && loaded.customer.status !== 'D';
  const close = () => {
    setBase(undefined);
    // The button is back after the next render.
    setTimeout(() => button.current?.focus());
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {base === undefined ? (
          <>
            <span>{children}</span>
            {canEdit && <EditButton ref={button} of={label} onPress={() => setBase(loaded)} />}
          </>
        ) : (
          <EditForm row={row} base={base} onClose={close} />
        )}
      </dd>
    </div>
  );
}

interface EditFormProps {
  readonly row: EditableRow;
  /** The customer when the edit began: updates that come in meanwhile don't change what the edit is based on. */
  readonly base: LoadedCustomer;
  readonly onClose: () => void;
}

function EditForm({ row, base, onClose }: EditFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => draftOf(base.customer, row.names));
  const [conflict, setConflict] = useState<Conflict>();
  const { mutate, isPending, error } = usePatch(base.customer.customerNumber);
  const save = (from: LoadedCustomer) =>
    mutate({ draft, base: from }, { onSuccess: (result) => (result === undefined ? onClose() : setConflict(result)) });
  return (
    <InlineForm
      error={error}
      isSaving={isPending}
      onSave={() => save(base)}
      onClose={onClose}
      fields={row.names.map((name, index) => (
        <TextInput
          key={name}
          label={t(`field.${name}`)}
          type={INPUT_TYPE[name] ?? 'text'}
          {...hintFor(name, t)}
          autoComplete="off"
          autoFocus={index === 0}
          value={draft[name] ?? ''}
          onChange={(text) => setDraft({ ...draft, [name]: text })}
        />
      ))}
    >
      {conflict !== undefined && (
        <ConflictDialog
          conflict={conflict}
          onKeep={onClose}
          onOverwrite={() => {
            setConflict(undefined);
            save(conflict.current);
          }}
        />
      )}
    </InlineForm>
  );
}
