import './letter.css';
import type { Inspection, InspectionRecord } from '../api/inspections';
import { longMoment } from '../shared/format';
import { markOf } from './record';
import { dayWords, inside, personName, subjectName } from './words';

const GRADE = { passed: 'Đạt', failed: 'Chưa đạt', not_applicable: 'Không áp dụng', unknown: 'Chưa xem' } as const;

/** The record as a paper (biên bản), shown only where it is printed; in Vietnamese whatever the screen speaks. */
export function RecordPaper({ record, inspection }: { record: InspectionRecord; inspection: Inspection }) {
  const { content, counts } = record;
  const { decision } = inspection;
  return (
    <article className="letter paper" lang="vi" aria-hidden>
      {record.demonstration && <p className="letter-demo">DỮ LIỆU MINH HOẠ – KHÔNG PHẢI VĂN BẢN THẬT</p>}
      <header className="letter-h">
        <div className="letter-l"><p>ỦY BAN NHÂN DÂN {inspection.ordered_by_name.toLocaleUpperCase('vi')}</p><p className="letter-body"><b>ĐOÀN KIỂM TRA</b></p></div>
        <div className="letter-r"><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p className="letter-motto"><b>Độc lập - Tự do - Hạnh phúc</b></p></div>
      </header>
      <p className="paper-t"><b>BIÊN BẢN</b></p>
      <p className="paper-t"><b>{inspection.template_name.vi}</b></p>
      <p className="letter-p">Thực hiện {decision ? `Quyết định số ${decision.number} ngày ${dayWords(decision.signed_on)}` : 'quyết định kiểm tra (số bổ sung sau: ……………)'} ({inspection.name}), ngày {content.inspected_on ? dayWords(content.inspected_on) : '…/…/……'} Đoàn kiểm tra đã làm việc tại {inside(subjectName(record.subject))}.</p>
      <p className="letter-p"><b>1. Thành phần.</b> Đoàn kiểm tra: {[inspection.leader, ...inspection.members].map((member, i) => (i === 0 ? `${personName(member)} (Trưởng đoàn)` : personName(member))).join('; ')}. Đại diện đơn vị: {content.present || '……………'}.</p>
      <p className="letter-p"><b>2. Kết quả.</b> {counts.passed} mục đạt, {counts.failed} chưa đạt, {counts.not_applicable} không áp dụng, {counts.unknown} chưa xem (không tính là đạt).</p>
      <table>
        <thead><tr><th>TT</th><th>Nội dung</th><th>Kết quả</th><th>Ghi nhận, tồn tại; người chịu trách nhiệm; thời hạn khắc phục</th></tr></thead>
        <tbody>
          {record.points.map((point) => {
            const mark = markOf(content, point.code);
            return (
              <tr key={point.code}>
                <td className="num">{point.code}</td><td>{point.text.vi}</td><td>{GRADE[mark.grade]}</td>
                <td>{[mark.remark, mark.grade === 'failed' && mark.responsible && personName(mark.responsible), mark.grade === 'failed' && mark.due_on && `hạn ${dayWords(mark.due_on)}`].filter(Boolean).join('; ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="letter-p"><b>3. Kết luận, kiến nghị.</b> {content.conclusion || '……………'}</p>
      <p className="letter-p">Biên bản lập thành … bản, các bên thống nhất ký tên./.</p>
      <footer className="letter-f"><div className="letter-sign"><p><b>ĐẠI DIỆN ĐƠN VỊ</b></p><p className="letter-stamp" /></div><div className="letter-sign"><p><b>TRƯỞNG ĐOÀN</b></p><p className="letter-stamp" /><p><b>{inspection.leader.name}</b></p></div></footer>
      <p className="paper-n">Bản {record.version}{record.signed_at ? `, ${record.signed_by ?? ''} ký trên hệ thống lúc ${longMoment(record.signed_at, 'vi')}` : ', chưa ký'}. In từ hệ thống Ứng Phó.</p>
    </article>
  );
}
