import { NoticeContent } from '#contracts';
import { RequestShape } from './request-shape';

const shape = new RequestShape(NoticeContent);

/** What a notice says, with every list and unknown that was left out filled in. @throws Problem `not-valid` naming the fields that are wrong */
export const noticeContent = (given: unknown): NoticeContent => shape.whole(given);
