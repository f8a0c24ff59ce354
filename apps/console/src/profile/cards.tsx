import type { CustomerResponse } from '@profiles/client';
import { ArrowRightLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConfirmButton } from '../components/confirm-button';
import { FieldsForm } from '../components/fields-form';
import { ListPanel } from '../components/list-panel';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { cardOf } from './customer-texts';
import { TransferDialog } from './transfer-dialog';
import { useChange } from './use-change';

type Card = NonNullable<CustomerResponse['ecardOwnerships']>[number];

/** The travel cards of a customer: those owned now, then those of the past. */
export function Cards({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { customerNumber, status, ecardOwnerships = [] } = customer;
  const change = useChange();
  const isPast = ({ endOfOwnership }: Card) => Number(endOfOwnership !== undefined);
  const add = ({ digits = '', ecardName = '' }: Readonly<Record<string, string>>) => {
    const plain = digits.replace(/\s/g, '');
    return change((api, actor) =>
      api.ecards.add(
        {
          customerNumber,
          // Operator and number are parts of the sixteen digits. The service compares the check digit.
          ecardOperator: plain.slice(0, 5),
          ecardNumber: Number(plain.slice(5, 15)),
          ecardNumber16digits: plain,
          startOfOwnership: new Date().toISOString(),
          ...(ecardName !== '' && { ecardName }),
        },
        actor,
      ),
    );
  };
  return (
    <ListPanel
      title={t('cards.title')}
      addLabel={t('cards.add')}
      canAdd={may('ecards.add') && status === 'A'}
      form={(onClose) => (
        <FieldsForm
          fields={[
            { name: 'digits', label: t('cards.digits'), hint: t('cards.digitsHint'), isRequired: true },
            { name: 'ecardName', label: t('cards.name') },
          ]}
          onSave={add}
          onClose={onClose}
        />
      )}
    >
      {ecardOwnerships
        .toSorted((one, other) => isPast(one) - isPast(other))
        .map((card) => (
          <CardItem key={card.id} customer={customer} card={card} />
        ))}
    </ListPanel>
  );
}

function CardItem({ customer, card }: { readonly customer: CustomerResponse; readonly card: Card }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { may } = useSession();
  const [isMoving, setIsMoving] = useState(false);
  const { customerNumber } = customer;
  const change = useChange();
  const { ecardNumber16digits, ecardName, startOfOwnership, endOfOwnership, expirationDate } = card;
  const isCurrent = endOfOwnership === undefined;
  const dates = [
    isCurrent
      ? t('cards.since', { date: day(startOfOwnership) })
      : t('cards.fromTo', { from: day(startOfOwnership), to: day(endOfOwnership) }),
    expirationDate && t('cards.expires', { date: day(expirationDate) }),
  ].filter(Boolean);
  return (
    <li>
      <div className={isCurrent ? 'list-main' : 'list-main muted'}>
        <span className="number">{cardOf(ecardNumber16digits)}</span>
        <div className="muted">{[ecardName, ...dates].filter(Boolean).join(' · ')}</div>
      </div>
      {isCurrent && may('ecards.update') && (
        <div className="list-actions">
          <Button
            variant="quiet"
            aria-label={`${t('cards.move')}: ${cardOf(ecardNumber16digits)}`}
            onPress={() => setIsMoving(true)}
          >
            <ArrowRightLeft size={16} aria-hidden /> {t('cards.move')}
          </Button>
          <ConfirmButton
            label={t('cards.end')}
            of={cardOf(ecardNumber16digits)}
            title={t('cards.endTitle')}
            text={t('cards.endText', { card: cardOf(ecardNumber16digits) })}
            onConfirm={() =>
              change((api, actor) =>
                api.ecards.update(
                  { ...keptFields(card), customerNumber, endOfOwnership: new Date().toISOString() },
                  actor,
                ),
              )
            }
          />
        </div>
      )}
      {isMoving && (
        <TransferDialog
          customer={customer}
          digits={ecardNumber16digits}
          onMove={(target) =>
            change((api, actor) =>
              api.ecards.update(
                // The name was given by the previous owner.
                {
                  ...keptFields(card),
                  ecardName: null,
                  customerNumber: target,
                  startOfOwnership: new Date().toISOString(),
                },
                actor,
              ),
            )
          }
          onClose={() => setIsMoving(false)}
        />
      )}
    </li>
  );
}

/** The fields of a card as an update sends them: it clears those that it does not send. */
function keptFields({ ecardOperator, ecardNumber, startOfOwnership, ...optional }: Card) {
  const { ecardName, bookingDate, shippingDate, expirationDate } = optional;
  return { ecardOperator, ecardNumber, startOfOwnership, ecardName, bookingDate, shippingDate, expirationDate };
}
