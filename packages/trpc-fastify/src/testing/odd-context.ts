/** The context of the procedures under test. */
export interface Context {
  user: string;
}
