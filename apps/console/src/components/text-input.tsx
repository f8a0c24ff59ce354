import type { TFunction } from 'i18next';
import { type FormEvent, useId, useState } from 'react';
import { Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import './text-input.css';

interface TextInputProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** Says what to enter, below the field. */
  readonly hint?: string;
  /** Takes several lines. @defaultValue false */
  readonly isLong?: boolean;
}

/** A labelled text field. */
export function TextInput({ label, hint, isLong = false, onChange, ...props }: TextInputProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const onInvalid = ({ currentTarget }: InvalidEvent) => setProblem(problemOf(currentTarget.validity, t));
  return (
    <TextField
      {...props}
      className="text-input"
      {...(problem !== undefined && { 'aria-describedby': id })}
      onChange={(value) => {
        // Not when the field is left, as a library would do it: what is below would move away from the mouse that clicks on it.
        setProblem(undefined);
        onChange?.(value);
      }}
    >
      <Label>{label}</Label>
      {isLong ? <TextArea rows={3} onInvalid={onInvalid} /> : <Input onInvalid={onInvalid} />}
      {hint !== undefined && (
        <Text slot="description" className="muted">
          {hint}
        </Text>
      )}
      {problem !== undefined && (
        <span id={id} className="field-error">
          {problem}
        </span>
      )}
    </TextField>
  );
}

type InvalidEvent = FormEvent<HTMLInputElement | HTMLTextAreaElement>;

/** Why the browser does not accept a value, in the language of the console. The browser's own text is in that of the device. */
function problemOf({ valueMissing, typeMismatch }: ValidityState, t: TFunction): string {
  if (valueMissing) return t('failure.required');
  return typeMismatch ? t('failure.emailForm') : t('failure.valueForm');
}
