/** From the options of `models add` to what is added. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { catalogueEntry } from '@/lib/domain/catalogue';
import type { PresetName } from '@/lib/domain/catalogue/presets';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import {
  preprocessingSchema,
  type EncoderRole,
  type Pooling,
  type Preprocessing,
} from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import type { AddInput } from '@/lib/infra/models/add';

export interface AddOptions {
  like?: string;
  id?: string;
  role?: EncoderRole;
  name?: string;
  licence?: string;
  notes?: string;
  preprocessing?: PresetName;
  size?: string;
  resize?: string;
  mean?: string;
  std?: string;
  input?: string;
  output?: string;
  pooling?: Pooling;
  dataFile?: string[];
  text?: string;
  tokenizer?: string;
  contextLength?: string;
  padToken?: string;
  textInput?: string;
  textOutput?: string;
  logitScale?: string;
}

const invalid = (message: string): AppError => new AppError('invalid', message);

export function addInput(
  path: string,
  options: AddOptions,
  like: CatalogueEntry | undefined,
): Omit<AddInput, 'folder' | 'taken'> {
  const id = options.id ?? like?.id ?? idFrom(path);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw invalid(`"${id}" is no id: lower-case words joined by hyphens. Give one with --id.`);
  }
  if (id !== like?.id && catalogueEntry(id)) {
    throw invalid(
      `"${id}" is an encoder of the catalogue, and its figures would be shown beside yours. Choose another --id, or say --like ${id} if this is an export of it.`,
    );
  }
  const role = options.role ?? like?.role;
  if (!role) {
    throw invalid('Say with --role whether the encoder is semantic (trained with text) or visual.');
  }
  return {
    path,
    data: options.dataFile,
    id,
    name: options.name ?? like?.name ?? id,
    role,
    family: like?.family ?? 'own',
    license: options.licence ?? like?.license ?? 'unknown',
    notes: options.notes ?? (like ? `Own export of ${like.original.repository}.` : ''),
    preprocessing: steps(options, like),
    input: options.input,
    output: options.output,
    pooling: options.pooling,
    dimensions: like?.dimensions,
    text: textOf(options, like),
  };
}

const idFrom = (path: string): string =>
  basename(path)
    .replace(/\.onnx$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function steps(options: AddOptions, like: CatalogueEntry | undefined): AddInput['preprocessing'] {
  const { preprocessing: preset, resize, mean, std } = options;
  const size = options.size === undefined ? undefined : wholeNumber(options.size, '--size');
  const own = [resize, mean, std].filter((option) => option !== undefined).length;
  if (own === 0) {
    if (preset) return { preset, size };
    if (like && size !== undefined && size !== like.resolution) {
      throw invalid(`${like.name} sees ${like.resolution} pixels per side, not ${size}.`);
    }
    if (like) return like.preprocessing;
    throw invalid('Choose --preprocessing, or give --resize, --mean and --std.');
  }
  if (preset || own < 3 || !resize || !mean || !std) {
    throw invalid('Own steps need --resize, --mean and --std together, and no --preprocessing.');
  }
  const target = resizeOf(resize);
  const shorter =
    'shortestEdge' in target ? target.shortestEdge : Math.min(target.width, target.height);
  if (size !== undefined && size > shorter) {
    throw invalid(`--size ${size} is larger than what --resize ${resize} leaves (${shorter}).`);
  }
  const rest = {
    resize: target,
    crop: size ?? shorter,
    mean: triple(mean, '--mean', (value) => value >= 0 && value <= 1),
    std: triple(std, '--std', (value) => value > 0 && value <= 1),
  };
  const parsed = preprocessingSchema.safeParse({ version: versionOf(rest), ...rest });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(`${issue?.path.join('.') || 'The preprocessing'}: ${issue?.message ?? 'wrong'}.`);
}

const FILTERS = ['box', 'bilinear', 'bicubic', 'lanczos'] as const;

type OwnResize = { kind: (typeof FILTERS)[number] } & (
  { shortestEdge: number } | { width: number; height: number }
);

function resizeOf(text: string): OwnResize {
  const [kind, shorter, height] =
    /^([a-z]+):([1-9]\d{0,4})(?:x([1-9]\d{0,4}))?$/.exec(text)?.slice(1) ?? [];
  const filter = FILTERS.find((one) => one === kind);
  if (!filter || shorter === undefined) {
    throw invalid(
      `--resize must be FILTER:SHORTER or FILTER:WIDTHxHEIGHT, as in bicubic:256 or bilinear:224x224, not "${text}". Filters: ${FILTERS.join(', ')}.`,
    );
  }
  if (height === undefined) return { kind: filter, shortestEdge: Number(shorter) };
  return { kind: filter, width: Number(shorter), height: Number(height) };
}

/** Named after its content: other steps, another version. */
const versionOf = (rest: Record<string, unknown>): Preprocessing['version'] =>
  `own-${createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 12)}`;

function textOf(options: AddOptions, like: CatalogueEntry | undefined): AddInput['text'] {
  if (options.text === undefined) {
    const {
      tokenizer,
      contextLength: length,
      padToken,
      textInput,
      textOutput,
      logitScale,
    } = options;
    const meant = [tokenizer, length, padToken, textInput, textOutput, logitScale];
    if (meant.every((option) => option === undefined)) return undefined;
    throw invalid('These options speak of a text tower: name its graph with --text.');
  }
  if (options.tokenizer === undefined) {
    throw invalid('The text tower needs its tokenizer.json: name it with --tokenizer.');
  }
  const { contextLength, logitScale } = options;
  return {
    path: options.text,
    tokenizer: options.tokenizer,
    contextLength:
      contextLength === undefined
        ? like?.text?.contextLength
        : wholeNumber(contextLength, '--context-length'),
    padToken: options.padToken ?? like?.text?.padToken,
    input: options.textInput,
    output: options.textOutput,
    logitScale:
      logitScale === undefined ? like?.text?.logitScale : positive(logitScale, '--logit-scale'),
  };
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw invalid(`${option} must be a number above 0, not "${text}".`);
}

function wholeNumber(text: string, option: string): number {
  const value = positive(text, option);
  if (Number.isInteger(value)) return value;
  throw invalid(`${option} must be a whole number, not "${text}".`);
}

/** Of colours that were divided by 255 before. */
function triple(text: string, option: string, fits: (value: number) => boolean): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (values.length !== 3 || !values.every(Number.isFinite) || parts.includes('')) {
    throw invalid(`${option} must be three numbers, for red, green and blue: 0.5,0.5,0.5.`);
  }
  if (values.every(fits)) return values;
  throw invalid(
    `${option} counts after colours were divided by 255, so its numbers lie ${option === '--std' ? 'above 0 and at most at 1' : 'between 0 and 1'}: 123.7 of 255 is 0.485.`,
  );
}
