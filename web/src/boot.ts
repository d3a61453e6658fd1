// The first file, and the smallest: what all pages need and the part of this page are asked for side by side.
import './app/doors';
import './styles/index.css';

void import('./main');
