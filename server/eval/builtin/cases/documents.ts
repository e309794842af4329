export interface DocumentCase {
  title: string;
  text: string;
  /** `answer`: words of the one place that answers the question; null when the document does not say. */
  questions: { question: string; answer: string | null }[];
}
