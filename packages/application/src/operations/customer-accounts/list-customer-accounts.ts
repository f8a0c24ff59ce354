import type { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';

export const listCustomerAccounts: ReadUseCase<typeof OPERATIONS.customerAccounts.list> = async (input, scene) => {
  const { customerAccounts } = await readable(scene, input.customerNumber);
  return { value: [...customerAccounts] };
};
