/** The thread: reads a study's data, writes its report. */
import { parentPort } from 'node:worker_threads';
import { studyReport, type ReportInput } from '@/lib/domain/statistics/study-report';
import type { ReportReply } from './report-thread';

parentPort?.on('message', ({ id, input }: { id: number; input: ReportInput }) => {
  let reply: ReportReply;
  try {
    reply = { id, report: studyReport(input) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
