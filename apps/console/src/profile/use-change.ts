import { useWrite } from '../service/use-write';
import { CUSTOMERS_KEY } from './use-customer';

/** Makes a change of a customer in the name of the employee, then reads the customer again. */
export function useChange() {
  return useWrite(CUSTOMERS_KEY);
}
