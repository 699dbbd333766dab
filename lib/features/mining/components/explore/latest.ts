/** What is asked while one question is under way waits; only the newest of those is asked after it. */
export class Latest<Question, Answer> {
  private asking = false;
  private next: { question: Question } | null = null;
  private stopped = false;

  constructor(
    private readonly ask: (question: Question) => Promise<Answer>,
    private readonly onAnswer: (question: Question, answer: Answer) => void,
    private readonly onFailure: (question: Question) => void,
  ) {}

  want(question: Question): void {
    this.next = { question };
    if (!this.asking) void this.work();
  }

  /** Nothing is told any more. */
  stop(): void {
    this.stopped = true;
    this.next = null;
  }

  private async work(): Promise<void> {
    this.asking = true;
    while (this.next) {
      const { question } = this.next;
      this.next = null;
      try {
        const answer = await this.ask(question);
        if (!this.stopped) this.onAnswer(question, answer);
      } catch {
        // A failure that was overtaken concerns nobody.
        if (!this.stopped && !this.next) this.onFailure(question);
      }
    }
    this.asking = false;
  }
}
