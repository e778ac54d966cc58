"""Records of Chinese texts. Texts are folded: `，：；（）！？` stand as `,:;()!?`, dashes as `-`."""
