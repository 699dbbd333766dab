/** Where things lie in an export folder. Names inside MMVP and MMVP_VLM are the consumers' own. */
import type { VlmType } from '../patterns';

export const MMVP_FOLDER = 'MMVP';
export const MMVP_VLM_FOLDER = 'MMVP_VLM';
export const RECORDS_FILE = 'pairs.jsonl';
export const MANIFEST_FILE = 'manifest.json';
export const MMVP_CSV = `${MMVP_FOLDER}/Questions.csv`;
export const MMVP_VLM_CSV = `${MMVP_VLM_FOLDER}/Questions.csv`;

/** Path of an MMVP image by its 1-based Index. */
export const mmvpImage = (index: number): string => `${MMVP_FOLDER}/MMVP Images/${index}.jpg`;

export const mmvpVlmImage = (type: VlmType, questionId: number): string =>
  `${MMVP_VLM_FOLDER}/MLLM_VLM Images/${type}/${questionId}.jpg`;
