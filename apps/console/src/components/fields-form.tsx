import { useState } from 'react';
import { Choice } from './choice';
import { InlineForm } from './inline-form';
import { TextInput } from './text-input';

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** @defaultValue text */
  readonly type?: 'text' | 'date' | 'tel' | 'number' | 'long';
  /** The values to choose from, instead of free text. */
  readonly options?: readonly { readonly id: string; readonly label: string }[];
  readonly hint?: string;
  /** @defaultValue false */
  readonly isRequired?: boolean;
}

type Values = Readonly<Record<string, string>>;

interface FieldsFormProps {
  readonly fields: readonly FormField[];
  readonly initial?: Values;
  /** Saves. The form closes when it resolves, and shows why when it rejects. */
  readonly onSave: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
}

/** A form of a few fields, in the place of what it changes. Escape closes it. */
export function FieldsForm({ fields, initial = {}, onSave, onClose }: FieldsFormProps) {
  const [values, setValues] = useState<Values>(initial);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = () => {
    setIsSaving(true);
    onSave(values).then(onClose, (reason: unknown) => {
      setError(reason);
      setIsSaving(false);
    });
  };
  const set = (name: string, text: string) => setValues((current) => ({ ...current, [name]: text }));
  return (
    <InlineForm
      error={error}
      isSaving={isSaving}
      onSave={save}
      onClose={onClose}
      fields={fields.map(({ name, label, options, type = 'text', hint, isRequired = false }, index) =>
        options === undefined ? (
          <TextInput
            key={name}
            label={label}
            type={type === 'long' ? 'text' : type}
            isLong={type === 'long'}
            isRequired={isRequired}
            autoComplete="off"
            autoFocus={index === 0}
            value={values[name] ?? ''}
            onChange={(text) => set(name, text)}
            {...(hint !== undefined && { hint })}
          />
        ) : (
          <Choice
            key={name}
            label={label}
            options={options}
            autoFocus={index === 0}
            value={values[name] ?? options[0]?.id ?? ''}
            onChange={(id) => set(name, id)}
          />
        ),
      )}
    />
  );
}
