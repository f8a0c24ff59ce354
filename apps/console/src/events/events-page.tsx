import type { CustomerChangedEvent } from '@profiles/client';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { FilterChoice } from '../components/filter-choice';
import { Panel } from '../components/panel';
import { TextInput } from '../components/text-input';
import { VirtualList } from '../components/virtual-list';
import { useSettled } from '../search/use-settled';
import { customerNumberIn, type EventKind, KINDS, TYPE_OF } from './event-filter';
import { EventItem } from './event-item';
import { useEventTail } from './use-event-tail';
import '../components/list-panel.css';

/** Each filter is a connection of its own: not one for each digit. In milliseconds. */
const TYPING_PAUSE_MILLIS = 500;

/** The events of the organisation as they happen. */
export function EventsPage() {
  const { t } = useTranslation('admin');
  const [text, setText] = useState('');
  const [kind, setKind] = useState<EventKind>();
  const customerNumber = customerNumberIn(useSettled(text, TYPING_PAUSE_MILLIS));
  const { events, state, error, retry } = useEventTail({
    ...(customerNumber !== undefined && { customerNumber }),
    ...(kind !== undefined && { type: TYPE_OF[kind] }),
  });
  const [frozen, setFrozen] = useState<readonly CustomerChangedEvent[]>();
  const shown = frozen ?? events;
  return (
    <>
      <h1>{t('events.title')}</h1>
      <p className="muted">{t('events.text')}</p>
      <div className="form-fields">
        <TextInput
          label={t('events.customer')}
          hint={t('events.customerHint')}
          value={text}
          onChange={setText}
          inputMode="numeric"
          autoComplete="off"
        />
        <FilterChoice
          label={t('events.type')}
          allLabel={t('events.all')}
          options={KINDS}
          labelOf={(id) => t(`events.types.${id}`)}
          value={kind}
          onChange={setKind}
        />
      </div>
      {error !== undefined && <Failure error={error} onRetry={retry} />}
      <Panel
        title={t('events.list')}
        actions={
          <Button variant="quiet" onPress={() => setFrozen(frozen === undefined ? events : undefined)}>
            {frozen === undefined ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
            {t(frozen === undefined ? 'events.pause' : 'events.resume')}
          </Button>
        }
      >
        <p role="status" className="muted">
          {t(frozen === undefined ? `events.states.${state}` : 'events.paused')}
        </p>
        <VirtualList items={shown} keyOf={({ id }) => id} height={90} className="list">
          {(event) => <EventItem event={event} />}
        </VirtualList>
      </Panel>
    </>
  );
}
