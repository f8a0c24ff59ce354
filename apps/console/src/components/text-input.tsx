import { Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import './text-input.css';

interface TextInputProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** Says what to enter, below the field. */
  readonly hint?: string;
  /** Takes several lines. @defaultValue false */
  readonly isLong?: boolean;
}

/** A labelled text field. */
export function TextInput({ label, hint, isLong = false, ...props }: TextInputProps) {
  return (
    <TextField {...props} className="text-input">
      <Label>{label}</Label>
      {isLong ? <TextArea rows={3} /> : <Input />}
      {hint !== undefined && (
        <Text slot="description" className="muted">
          {hint}
        </Text>
      )}
    </TextField>
  );
}
