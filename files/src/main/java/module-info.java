/** Model files: networks, and trainings under way, as safetensors. */
module dev.lanewise.files {
    requires transitive dev.lanewise;
    requires tools.jackson.core;

    exports dev.lanewise.files;
}
