import '../i18n/planning';
import './plans.css';
import { lazy } from 'react';
import { Route, Switch } from 'wouter';

const PlanList = lazy(() => import('./PlanList'));
const PlanPage = lazy(() => import('./PlanPage'));
const PlanEditor = lazy(() => import('./editor/PlanEditor'));
const ZonesDesk = lazy(() => import('./zones/ZonesDesk'));
const AllocationsPage = lazy(() => import('./allocation/AllocationsPage'));
const AllocationPage = lazy(() => import('./allocation/AllocationPage'));
const DiffPage = lazy(() => import('./diff/DiffPage'));

/** Everything under /plans; each page comes when it is opened. */
export default function PlanPages() {
  return (
    <Switch>
      <Route path="/plans"><PlanList /></Route>
      <Route path="/plans/:id">{({ id }) => <PlanPage key={id} id={id} />}</Route>
      <Route path="/plans/:id/compare">{({ id }) => <DiffPage key={id} id={id} />}</Route>
      <Route path="/plans/:id/allocations">{({ id }) => <AllocationsPage key={id} id={id} />}</Route>
      <Route path="/plans/:id/allocations/:proposal">{({ id, proposal }) => <AllocationPage key={proposal} id={id} proposal={proposal} />}</Route>
      <Route path="/plans/:id/versions/:n">{({ id, n }) => <PlanEditor key={`${id}.${n}`} id={id} n={Number(n)} />}</Route>
      <Route path="/plans/:id/versions/:n/zones">{({ id, n }) => <ZonesDesk key={`${id}.${n}`} id={id} n={Number(n)} />}</Route>
    </Switch>
  );
}
