import { Check } from 'lucide-react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import './checkbox.css';

interface CheckboxProps {
  readonly label: string;
  /** The label for screen readers, instead of the visible one. */
  readonly longLabel?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** A labelled box to tick. */
export function Checkbox({ label, longLabel, isSelected, onChange }: CheckboxProps) {
  return (
    <AriaCheckbox
      className="checkbox"
      isSelected={isSelected}
      onChange={onChange}
      {...(longLabel !== undefined && { 'aria-label': longLabel })}
    >
      <span className="checkbox-box" aria-hidden>
        <Check size={14} />
      </span>
      {label}
    </AriaCheckbox>
  );
}
