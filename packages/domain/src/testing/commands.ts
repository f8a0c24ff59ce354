import type { MergeOptions, ProfileType } from '../index.js';

/** The commands of a world. Profiles are named by their position; the world folds it into those that exist. */
export type Command =
  | {
      readonly do: 'create';
      readonly organisationId: number;
      readonly profileType: ProfileType;
      readonly email?: string;
      readonly vippsId?: string;
      readonly account?: string;
      readonly preference: number;
      readonly ticket: 'none' | 'ended' | 'valid';
    }
  | {
      readonly do: 'update';
      readonly who: number;
      readonly email?: string | null;
      readonly vippsId?: string | null;
      readonly status?: 'A' | 'P' | 'D';
    }
  | Join<'merge'>
  | Join<'connect'>
  | { readonly do: 'add card'; readonly who: number; readonly card: number }
  | { readonly do: 'update card'; readonly who: number; readonly card: number; readonly end: boolean }
  | { readonly do: 'deactivate'; readonly who: number; readonly until?: string }
  | { readonly do: 'restore'; readonly who: number }
  | Parting;

/** Counts positions among the merged ones; `unlike` names another profile than the one it was merged into. */
export interface Parting {
  readonly do: 'unmerge';
  readonly source: number;
  readonly unlike?: number;
}

export interface Join<D extends 'merge' | 'connect'> {
  readonly do: D;
  readonly source: number;
  readonly target: number;
  /** Counts positions among those that can be joined. Few merges of anybody with anybody would be accepted. */
  readonly fitting?: boolean;
  readonly options?: MergeOptions;
}
