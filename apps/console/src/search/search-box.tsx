import { useLocation, useNavigate } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { preloadHits } from './lazy-hits';
import { RESULTS_ID } from './results-id';
import { useSearch } from './search-context';
import './search-box.css';

/** The one search box, on every page. Typing leads to the page with the results. */
export function SearchBox() {
  const { t } = useTranslation();
  const { text, setText, setEntered } = useSearch();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"]');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  const showResults = () => pathname !== '/' && void navigate({ to: '/' });
  return (
    <SearchField
      className="search-box"
      aria-label={t('search.label')}
      value={text}
      onChange={(value) => {
        setText(value);
        if (value !== '') showResults();
      }}
      onSubmit={(value) => {
        setEntered(value);
        showResults();
      }}
    >
      <Search size={18} aria-hidden className="search-icon" />
      <Input
        ref={input}
        className="search-input"
        placeholder={t('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        onFocus={preloadHits}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>(`#${RESULTS_ID} [role="row"]`)?.focus();
        }}
      />
      <kbd className="search-key" title={t('search.shortcut')}>
        /
      </kbd>
      <Button className="search-clear" aria-label={t('search.clear')}>
        <X size={16} aria-hidden />
      </Button>
    </SearchField>
  );
}
