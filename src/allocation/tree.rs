//! The spanning tree a network simplex walks from optimum to better optimum: who hangs on whom.
#![allow(clippy::indexing_slicing)] // node numbers are made by the tree's owner and never leave 0..nodes

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// A node of the tree, with what is known of the arc that joins it to its parent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The node it hangs on; [`NONE`] for the root.
    pub(super) parent: u32,
    /// Steps to the root.
    depth: u32,
    /// The number of the arc to the parent.
    pub(super) arc: u32,
    first_child: u32,
    next: u32,
    previous: u32,
    /// People on the arc to the parent.
    pub(super) flow: i64,
}

/// A rooted tree over the nodes 0..n that can hang a branch elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Nodes still to be visited by a walk; kept to save the memory.
    waiting: Vec<u32>,
}

impl Tree {
    /// `nodes` nodes that do not hang together yet.
    pub(super) fn new(nodes: usize) -> Self {
        let alone = Node { parent: NONE, depth: 0, arc: NONE, first_child: NONE, next: NONE, previous: NONE, flow: 0 };
        Self { nodes: vec![alone; nodes], waiting: Vec::new() }
    }

    /// The node of this number.
    pub(super) fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    /// All nodes, in the order of their numbers.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Adds `people` to the arc between `node` and its parent.
    pub(super) fn add_flow(&mut self, node: u32, people: i64) {
        self.nodes[node as usize].flow += people;
    }

    /// Hangs `node`, which has no parent, on `parent` by an arc that carries `flow`.
    pub(super) fn hang(&mut self, node: u32, parent: u32, arc: u32, flow: i64) {
        let next = self.nodes[parent as usize].first_child;
        if next != NONE {
            self.nodes[next as usize].previous = node;
        }
        self.nodes[parent as usize].first_child = node;
        let depth = self.nodes[parent as usize].depth + 1;
        let hung = &mut self.nodes[node as usize];
        *hung = Node { parent, depth, arc, flow, next, previous: NONE, ..*hung };
    }

    /// Takes `node` with its branch off its parent.
    fn cut(&mut self, node: u32) {
        let Node { parent, next, previous, .. } = self.nodes[node as usize];
        match previous {
            NONE => self.nodes[parent as usize].first_child = next,
            previous => self.nodes[previous as usize].next = next,
        }
        if next != NONE {
            self.nodes[next as usize].previous = previous;
        }
    }

    /// The node where the ways of `a` and `b` to the root meet.
    pub(super) fn meeting(&self, mut a: u32, mut b: u32) -> u32 {
        while a != b {
            if self.node(a).depth >= self.node(b).depth { a = self.node(a).parent } else { b = self.node(b).parent }
        }
        a
    }

    /// Cuts the arc above `last` and hangs what fell off by its node `inside` on `outside`, along a new arc; all
    /// arcs between `inside` and `last` turn round. Depths are left to [`Tree::branch`].
    pub(super) fn rehang(&mut self, inside: u32, last: u32, outside: u32, new_arc: u32, new_flow: i64) {
        let (mut node, mut parent, mut arc, mut flow) = (inside, outside, new_arc, new_flow);
        loop {
            let old = *self.node(node);
            self.cut(node);
            self.hang(node, parent, arc, flow);
            if node == last {
                return;
            }
            (parent, node, arc, flow) = (node, old.parent, old.arc, old.flow);
        }
    }

    /// Visits `top` and everything below it, and sets the depths right.
    pub(super) fn branch(&mut self, top: u32, mut visit: impl FnMut(u32)) {
        self.waiting.push(top);
        while let Some(node) = self.waiting.pop() {
            visit(node);
            let Node { parent, first_child, .. } = *self.node(node);
            self.nodes[node as usize].depth = self.node(parent).depth + 1;
            let mut child = first_child;
            while child != NONE {
                self.waiting.push(child);
                child = self.node(child).next;
            }
        }
    }
}
