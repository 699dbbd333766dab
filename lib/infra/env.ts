/** The only reader of process.env. Everything that can be configured is listed here. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { EXECUTION_PROVIDERS } from '@/lib/domain/execution-provider';

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Any Postgres 14+. Without it `blindpair up` starts the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be like postgres://user:password@host:5432/database')
    .optional(),
  /** Images, shards, exports and the embedded database live here. */
  BLINDPAIR_DATA: z.string().default('.blindpair'),
  /** Where the program itself lies; the command line sets it, so that it works from any folder. */
  BLINDPAIR_ROOT: z.string().default('.'),
  /** More encoder descriptions and weights, beside the ones that ship; by default `models` in the data folder. */
  BLINDPAIR_MODELS: z.string().optional(),
  /** Where published encoders are downloaded from: the Hugging Face hub or a mirror of it. */
  HF_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
    .default('https://huggingface.co'),
  /** Sent to it, for models whose licence must be accepted first. */
  HF_TOKEN: z.string().optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The address that people open, e.g. https://blindpair.example.org */
  NEXTAUTH_URL: z.url().optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_ID: z.string().optional(),
  OIDC_SECRET: z.string().optional(),
  OIDC_NAME: z.string().optional(),
  /** smtp://user:pass@host:port; with it, e-mail sign-in links are offered. */
  EMAIL_SERVER: z.string().optional(),
  EMAIL_FROM: z.string().optional(),
  /** Largest image that is decoded, in megapixels. */
  MAX_MEGAPIXELS: z.coerce.number().positive().default(100),
  /** Largest upload in megabytes. */
  MAX_UPLOAD_MB: z.coerce.number().positive().default(2048),
  /** Cores that encoders use, and the check of images; by default all. */
  ENCODER_THREADS: z.coerce.number().int().positive().optional(),
  /** What computes encoders; anything but the CPU must be there, it is never replaced silently. */
  BLINDPAIR_EXECUTION_PROVIDER: z.enum(EXECUTION_PROVIDERS).default('cpu'),
  /** Megabytes that one mining run may use, embeddings included; by default half of the machine's. */
  MINING_MEMORY_MB: z.coerce.number().int().positive().optional(),
  /** Images of a block; a mining run of more is cut into tiles that workers share. 131,072 by default. */
  MINING_BLOCK_IMAGES: z.coerce.number().int().positive().optional(),
  /** Set to 1 behind a reverse proxy that sets X-Forwarded-For. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Where a multimodal model answers chat completions, for proposals on the bench; with ASSIST_MODEL or not at all. */
  ASSIST_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
    .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), 'must hold no password: set ASSIST_KEY')
    .optional(),
  /** The model's name there. */
  ASSIST_MODEL: z.string().max(200).optional(),
  /** Sent to it as a bearer token, where it asks for one. */
  ASSIST_KEY: z.string().optional(),
  /** Seconds that it may take. */
  ASSIST_TIMEOUT_S: z.coerce.number().positive().max(300).default(60),
});

const whole = schema.refine(
  ({ ASSIST_URL, ASSIST_MODEL }) => (ASSIST_URL === undefined) === (ASSIST_MODEL === undefined),
  { path: ['ASSIST_MODEL'], error: 'goes with ASSIST_URL: set both or neither' },
);

export type Env = z.infer<typeof schema> & { dataDir: string; modelsDir: string };

let cached: Env | undefined;

/** The checked environment. Throws with one line per wrong variable. */
export function env(): Env {
  if (cached) return cached;
  // An empty variable means unset, as compose files and shells write it.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = whole.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new AppError(
      'invalid',
      `The environment is not usable. Correct these variables (.env.example explains them):\n${lines.join('\n')}`,
    );
  }
  const dataDir = resolve(parsed.data.BLINDPAIR_DATA);
  const modelsDir = resolve(parsed.data.BLINDPAIR_MODELS ?? join(dataDir, 'models'));
  cached = { ...parsed.data, dataDir, modelsDir };
  return cached;
}

/** For command line flags that override the environment, before anything has read it. */
export function overrideEnv(values: Partial<Record<keyof Env, string>>): void {
  Object.assign(process.env, values);
  cached = undefined;
}

/** For what a command prefers where nobody has said anything else. */
export function defaultEnv(values: Partial<Record<keyof Env, string>>): void {
  const unset = Object.entries(values).filter(([name]) => !process.env[name]);
  overrideEnv(Object.fromEntries(unset));
}
