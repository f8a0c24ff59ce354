import { ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import './text-input.css';
import './choice.css';

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Has the focus at once, as the first field of a form. @defaultValue false */
  readonly autoFocus?: boolean;
}

/** A labelled field with a list of values. */
export function Choice({ label, options, value, onChange, autoFocus = false }: ChoiceProps) {
  return (
    <Select
      className="select"
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      autoFocus={autoFocus}
    >
      <Label>{label}</Label>
      <Button>
        <SelectValue />
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="choice-list" items={options}>
          {(option) => <ListBoxItem className="menu-item">{option.label}</ListBoxItem>}
        </ListBox>
      </Popover>
    </Select>
  );
}
