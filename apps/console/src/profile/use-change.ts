import { useWrite } from '../service/use-write';
import { customerKey } from './use-customer';

/** Makes a change of a customer in the name of the employee, then reads the customer again. */
export function useChange(customerNumber: number) {
  return useWrite(customerKey(customerNumber));
}
