// What one run of either side reports of itself.

export interface Figures {
  events: number;
  /** Wall time from the first byte read to a closed, durable file. */
  seconds: number;
  /** User and system time of the whole process, all threads. */
  cpuSeconds: number;
  /** Peak resident memory of the process. */
  peakBytes: number;
  /** Size of the file that was made. */
  fileBytes: number;
}
