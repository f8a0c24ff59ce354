import type { AnyTRPCRouter } from '@trpc/server';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';

/** The options of the official plugin, and ours. */
export type TRPCOptions = FastifyTRPCPluginOptions<AnyTRPCRouter>['trpcOptions'] & {
  /** {@link TRPCFastifyOptions} */
  readonly checkInput?: (text: string) => void;
  /** {@link TRPCFastifyOptions} */
  readonly jsonOf?: (data: unknown) => Uint8Array | undefined;
};
