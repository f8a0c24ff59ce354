import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly ref?: Ref<HTMLButtonElement>;
  /** @defaultValue secondary */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Holds an icon only, and so needs an `aria-label`. */
  readonly isIcon?: boolean;
}

/** A button in one of the styles of the console. */
export function Button({ variant = 'secondary', isIcon = false, ...props }: ButtonProps) {
  return <AriaButton {...props} className={`button button-${variant}${isIcon ? ' button-icon' : ''}`} />;
}
