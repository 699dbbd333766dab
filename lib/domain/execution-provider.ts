/** What computes encoders: `cpu`, or a graphics processor by the way it is reached. */
export const EXECUTION_PROVIDERS = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
export type ExecutionProvider = (typeof EXECUTION_PROVIDERS)[number];
