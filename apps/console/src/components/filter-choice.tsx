import { Choice } from './choice';

const ALL = 'all';

interface FilterChoiceProps<T extends string> {
  readonly label: string;
  /** The option without a filter. */
  readonly allLabel: string;
  readonly options: readonly T[];
  readonly labelOf: (option: T) => string;
  /** Undefined: all. */
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

/** A choice that filters a list by one of several values, or not at all. */
export function FilterChoice<T extends string>(props: FilterChoiceProps<T>) {
  const { label, allLabel, options, labelOf, value, onChange } = props;
  return (
    <Choice
      label={label}
      options={[{ id: ALL, label: allLabel }, ...options.map((id) => ({ id, label: labelOf(id) }))]}
      value={value ?? ALL}
      onChange={(id) => onChange(options.find((known) => known === id))}
    />
  );
}
