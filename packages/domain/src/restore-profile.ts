import { accept } from './accept.js';
import { type Decision, Rejection, reject } from './decision.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';
import { isMerged } from './redirection.js';

/**
 * [REST-1] Gives a deactivated profile back what the deactivation put away: the status it had, its email, username and
 * expiration date. Refused for a merged profile and for one that is not deactivated. Whether another customer took
 * the email, username or vippsId meanwhile, the write tells; that too is a refused restore.
 */
export function decideRestore(profile: Profile): Decision {
  if (isMerged(profile)) {
    return reject(Rejection.RestoreRefused, { message: 'The profile was merged into another one.' });
  }
  if (profile.status !== 'D') return reject(Rejection.AlreadyActive);
  const { emailOld, setAside } = profile;
  const after: Profile = {
    ...without(profile, 'emailOld', 'setAside', 'expirationDate'),
    status: setAside?.status ?? 'A',
    ...(emailOld !== undefined && { email: emailOld }),
    ...(setAside?.username !== undefined && { username: setAside.username }),
    ...(setAside?.expirationDate !== undefined && { expirationDate: setAside.expirationDate }),
  };
  return accept({ profiles: [{ before: profile, after }] });
}
