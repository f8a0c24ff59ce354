import { useSyncExternalStore } from 'react';

/** How the console looks: light, dark, or as the device is set. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'console.theme';
const device = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** Applies the theme that was chosen in this browser, and follows the device. */
export function startTheme(): void {
  device.addEventListener('change', apply);
  apply();
}

/** Changes the theme, and remembers it in this browser. */
export function changeTheme(theme: Theme): void {
  localStorage.setItem(STORAGE_KEY, theme);
  apply();
  for (const listener of listeners) listener();
}

/** The chosen theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function chosenTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(): void {
  const theme = chosenTheme();
  const isDark = theme === 'dark' || (theme === 'system' && device.matches);
  // The name that the scales of @radix-ui/colors use.
  document.documentElement.classList.toggle('dark', isDark);
}
