/** The paths that monitors request all the time. They are part of no call. */
export const MONITORING_PATHS: readonly string[] = ['/healthz', '/readyz', '/metrics'];
