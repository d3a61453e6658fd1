// What inspections, subjects and tasks are called. Pure but for the translator that is passed in.
import type { InspectionSubject, Responsible } from '../api/inspections';
import { now } from '../shared/clock';
import { wallTime } from '../shared/wall';

export { dayWords, isTelephone, telephone } from '../resources/words';

/** Today on the clock on the wall, as a day without an hour. */
export const today = (): string => wallTime(now()).slice(0, 10);

/** “Trường Tiểu học A (Xã Ngọc Linh)”, or the commune alone. */
export const subjectName = ({ place, unit_name }: Pick<InspectionSubject, 'place' | 'unit_name'>): string => (place ? `${place.name} (${unit_name})` : unit_name);

/** “tại xã Ngọc Linh”: inside a sentence the kind of a unit is not written large. */
export const inside = (name: string): string => name.replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu) /, (kind) => kind.toLowerCase());

export const personName = ({ name, position }: Pick<Responsible, 'name' | 'position'>): string => [name, position].filter(Boolean).join(', ');
