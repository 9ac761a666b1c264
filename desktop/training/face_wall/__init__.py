"""The face wall: a dozen validation faces and what the networks guess of them, epoch by epoch."""

from desktop.training.face_wall.wall import FaceWall

__all__ = ["FaceWall"]
