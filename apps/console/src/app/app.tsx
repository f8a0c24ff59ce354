import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Message } from '../components/message';
import { SearchProvider } from '../search/search-context';
import { queryClient } from '../service/query-client';
import { ServiceProvider } from '../service/service-context';
import { type Configuration, loadConfiguration } from '../session/configuration';
import { type Session, SIGNED_OUT_PATH, signInAgain, startSession } from '../session/session';
import { SessionProvider } from '../session/session-context';
import { router } from './router';
import { SessionEnd } from './session-end';
import './app.css';

interface Started {
  readonly configuration: Configuration;
  readonly session: Session | undefined;
}

/** The start is made once: a sign-in response can be redeemed only once. */
let started: Promise<Started> | undefined;

async function start(): Promise<Started> {
  const configuration = await loadConfiguration();
  return { configuration, session: await startSession(configuration) };
}

type State = { readonly name: 'starting' } | { readonly name: 'failed' } | ({ readonly name: 'started' } & Started);

/** Signs the employee in, then shows the pages. */
export function App() {
  const { t } = useTranslation();
  const [state, setState] = useState<State>({ name: 'starting' });
  useEffect(() => {
    let isCurrent = true;
    started ??= start();
    started.then(
      (result) => isCurrent && setState({ name: 'started', ...result }),
      () => isCurrent && setState({ name: 'failed' }),
    );
    return () => {
      isCurrent = false;
    };
  }, []);

  if (state.name === 'failed') {
    return (
      <Alone title={t('session.failed')} text={t('session.failedHelp')}>
        <Button variant="primary" onPress={() => location.assign('/')}>
          {t('action.retry')}
        </Button>
      </Alone>
    );
  }
  if (state.name === 'started' && state.session !== undefined) return <Pages {...state} session={state.session} />;
  if (state.name === 'started' && location.pathname === SIGNED_OUT_PATH) {
    return (
      <Alone title={t('session.signedOut')} text={t('session.signedOutHelp')}>
        <Button variant="primary" onPress={() => signInAgain(state.configuration)}>
          {t('session.signIn')}
        </Button>
      </Alone>
    );
  }
  return <Alone title={t('session.signingIn')} />;
}

function Pages({ configuration, session }: { configuration: Configuration; session: Session }) {
  const { t } = useTranslation();
  if (!session.may('profiles.get')) {
    return (
      <Alone title={t('session.noAccess')} text={t('session.noAccessHelp')}>
        <Button onPress={() => session.signOut()}>{t('menu.signOut')}</Button>
      </Alone>
    );
  }
  return (
    <SessionProvider session={session}>
      <QueryClientProvider client={queryClient}>
        <ServiceProvider url={configuration.serviceUrl}>
          <SearchProvider>
            <RouterProvider router={router} />
            <SessionEnd />
          </SearchProvider>
        </ServiceProvider>
      </QueryClientProvider>
    </SessionProvider>
  );
}

interface AloneProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: React.ReactNode;
}

/** A message on a page of its own. */
function Alone({ title, text, children }: AloneProps) {
  return (
    <main className="alone">
      <Message title={title} level={1}>
        {text !== undefined && <p>{text}</p>}
        {children}
      </Message>
    </main>
  );
}
